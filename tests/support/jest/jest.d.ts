// TypeScript 7 loads no ambient types by itself.
/// <reference types="jest" />
