import { START_MS } from "../../process/patience";
// Each test file has an SQLite file of its own; the servers it starts on it are its own too.
import "./db-sqlite";

jest.setTimeout(START_MS);
