export { stopWorld as default } from "../app/servers";
