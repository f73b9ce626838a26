import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { isArray, parsedJson } from '../../generator/model/json.ts';

/** What Node.js keeps of a CommonJS module, and hides in part from its types. */
interface Loaded extends NodeModule {
  /** Compiles and runs the text of the module. */
  _compile(this: Loaded, text: string, file: string): unknown;
}

/** A module that was compiled anew, and will be kept. */
interface Made {
  readonly name: string;
  readonly script: Script;
}

/** Whether V8 still runs with the settings that it was started with. */
let asStarted = true;

/**
 * Keeps what V8 has compiled of our own code for the next call of the same command: to open and compile it is most of what a
 * short command waits for. What Node.js keeps by itself (`keepCompiledCode`) leaves out functions, which are compiled when they
 * are called first. One file a command lies in the `node_modules/.cache` beside the package, whose files are trusted as the
 * package's own are. Nothing is kept where that cannot be written, with `NODE_DISABLE_COMPILE_CACHE=1`, and where Node.js runs
 * with settings of the caller's.
 */
export function keepOwnCode(command: string): void {
  const { NODE_DISABLE_COMPILE_CACHE, NODE_OPTIONS } = process.env;
  if (NODE_DISABLE_COMPILE_CACHE || NODE_OPTIONS || process.execArgv.length > 0) return;
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const { prototype } = nodeModule.Module as unknown as { readonly prototype: Loaded };
  const compile = prototype._compile;
  const kept = new KeptCode(
    folder,
    join(cacheOf(folder), `${process.version}-${process.arch}`, `${command}.bin`),
  );
  prototype._compile = function (text, file) {
    return kept.takes(text, file) ? kept.run(this, text, file) : compile.call(this, text, file);
  };
  process.on('exit', (code) => {
    if (code <= 1 && asStarted) kept.save();
  });
}

/** V8 refuses code that was compiled under other settings than those that it runs with when it is asked to take it. */
export function keepNoCode(): void {
  asStarted = false;
}

/** `node_modules/.cache/docpact` of whoever has installed the package; its own where it is a checkout. */
function cacheOf(folder: string): string {
  const root = join(folder, '../../..');
  const around = dirname(root);
  return join(basename(around) === 'node_modules' ? around : join(root, 'node_modules'), '.cache/docpact');
}

class KeptCode {
  readonly #folder: string;
  readonly #file: string;
  /** By the name of its module, which changes with what it holds. */
  readonly #data: Map<string, Buffer>;
  readonly #made: Made[] = [];
  /** What Node.js gives to a file in the folder. */
  readonly #others: NodeJS.Require;

  constructor(folder: string, file: string) {
    this.#folder = dirname(join(folder, 'any'));
    this.#others = nodeModule.createRequire(join(folder, 'any.cjs'));
    this.#file = file;
    this.#data = readData(file);
  }

  /**
   * Not what is run from its sources, which is compiled by somebody else before, nor what is started by its name, which does not
   * change; nor a module that loads others with `import()`: with code that was kept Node.js 20 does not know who imports, and
   * later ones warn.
   */
  takes(text: string, file: string): boolean {
    return dirname(file) === this.#folder && hashed.test(file) && !text.includes('import(');
  }

  run(module: Loaded, text: string, file: string): unknown {
    const name = basename(file);
    const cachedData = this.#data.get(name);
    const script = new Script(`${before}${text}${behind}`, {
      filename: file,
      // Places in the first line are those of the module.
      columnOffset: -before.length,
      ...(cachedData ? { cachedData } : {}),
    });
    if (!cachedData || script.cachedDataRejected) this.#made.push({ name, script });
    const wrapper: (...args: unknown[]) => unknown = script.runInThisContext();
    return wrapper.call(module.exports, module.exports, this.#require, module, file, this.#folder);
  }

  /** As `require` of any of our files. Node.js takes several times as long to find one of them and to look what is there. */
  readonly #require = (name: string): unknown => {
    if (!ours.test(name)) return this.#others(name);
    const file = join(this.#folder, name);
    const known = this.#others.cache[file];
    if (known) return known.exports;
    const text = readFileSync(file, 'utf8');
    if (!this.takes(text, file)) return this.#others(name);
    const module = new nodeModule.Module(file) as Loaded;
    this.#others.cache[file] = module;
    try {
      this.run(module, text, file);
    } catch (error) {
      delete this.#others.cache[file];
      throw error;
    }
    module.loaded = true;
    return module.exports;
  };

  save(): void {
    if (this.#made.length === 0) return;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      for (const { name, script } of this.#made) this.#data.set(name, script.createCachedData());
      for (const name of this.#data.keys())
        if (!existsSync(join(this.#folder, name))) this.#data.delete(name);
      const draft = `${this.#file}.${process.pid}.tmp`;
      writeFileSync(draft, dataText(this.#data));
      renameSync(draft, this.#file);
    } catch {
      // It cannot be written there: the next call compiles again, as this one did.
    }
  }
}

/** `shared-C8ANsVxX.cjs` */
const hashed = /-[\w-]{8}\.cjs$/;

/** As one of our files names another. */
const ours = /^\.\/[\w-]+\.cjs$/;

/** What a CommonJS module is a function of. */
const before = '(function (exports, require, module, __filename, __dirname) { ';
const behind = '\n})';

/**
 * A line of JSON that says what follows, names with their lengths; and all of that twice, for V8 trusts what it is given: to
 * read and compare the second takes half of what it takes to load Node's checksums.
 */
function dataText(data: ReadonlyMap<string, Buffer>): Buffer {
  const parts = [...data].map(([name, { length }]) => [name, length]);
  const once = Buffer.concat([Buffer.from(`${JSON.stringify(parts)}\n`), ...data.values()]);
  return Buffer.concat([once, once]);
}

function readData(file: string): Map<string, Buffer> {
  const data = new Map<string, Buffer>();
  const twice = bytesOf(file);
  const bytes = twice.subarray(0, twice.length / 2);
  if (!bytes.equals(twice.subarray(bytes.length))) return data;
  const end = bytes.indexOf('\n');
  const parts = parsedJson(bytes.toString('utf8', 0, end));
  if (!isArray(parts)) return data;
  const body = bytes.subarray(end + 1);
  let at = 0;
  for (const part of parts) {
    const [name, length] = isArray(part) ? part : [];
    if (typeof name !== 'string' || typeof length !== 'number') break;
    data.set(name, body.subarray(at, at + length));
    at += length;
  }
  return data;
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    // Nothing was kept, or not for us.
    return Buffer.alloc(0);
  }
}
