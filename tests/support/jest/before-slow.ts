import "./before-api-sqlite";
