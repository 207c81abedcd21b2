import { START_MS } from "../../process/patience";
import "./api-sqlite";

jest.setTimeout(START_MS);
