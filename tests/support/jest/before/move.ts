import { START_MS } from "../../process/patience";
// Each test file has an SQLite file of its own, which it moves to databases it makes.
import "./db-sqlite";

jest.setTimeout(START_MS);
