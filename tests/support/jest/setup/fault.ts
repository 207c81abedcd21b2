export { default } from "./move";
