// Each test file has an SQLite file of its own; the servers it starts on it are its own too.
import "./db-sqlite";
