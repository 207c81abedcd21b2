export { default } from "./setup-api-sqlite";
