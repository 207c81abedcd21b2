import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";

// PostgreSQL's object ids of the types "char" and "char"[].
const CHAR = 18;
const CHAR_ARRAY = 1002;

/**
 * The PostgreSQL adapter, with introspection. The engine reads `"char"` columns of the catalogue, but
 * the adapter refuses that type, though it accepts arrays of it. So such columns are labelled as arrays
 * on the way into the adapter, and as `"char"` again on the way out.
 */
export class IntrospectingPg extends PrismaPg {
  /** @param {ConstructorParameters<typeof PrismaPg>} args */
  constructor(...args) {
    super(...args);
    relabelChars(/** @type {import("pg").Pool} */ (args[0]));
  }

  /** @override */
  async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      result.columnTypes = result.columnTypes.map((type) =>
        type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
      );
      return result;
    };
    return adapter;
  }
}

/** @param {import("pg").Pool} pool */
function relabelChars(pool) {
  const query = /** @type {(config: object) => Promise<import("pg").QueryResult>} */ (
    pool.query.bind(pool)
  );
  /** @param {object} config */
  const relabelled = async (config) => {
    const result = await query(config);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === CHAR) field.dataTypeID = CHAR_ARRAY;
    }
    return result;
  };
  Object.assign(pool, { query: relabelled });
}
