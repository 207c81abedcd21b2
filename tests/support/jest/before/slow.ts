import "./api-sqlite";
