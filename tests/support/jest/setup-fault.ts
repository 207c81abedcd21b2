export { default } from "./setup-db-sqlite";
