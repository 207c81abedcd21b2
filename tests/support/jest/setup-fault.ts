export { default } from "./setup-move";
