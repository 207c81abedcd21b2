export { default } from "./api-sqlite";
