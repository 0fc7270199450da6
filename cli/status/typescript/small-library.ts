/** As much of the language's own library as following a function takes: lists, promises, `bind`. */
export const SMALL_LIBRARY = `
interface Object {}
interface Function { apply(this: Function, self: any, given?: any): any; call(this: Function, self: any, ...given: any[]): any; bind(this: Function, self: any, ...given: any[]): any }
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface String { readonly length: number }
interface Number {}
interface Boolean {}
interface Symbol {}
interface RegExp {}
interface IArguments { readonly length: number }
interface TemplateStringsArray {}
interface ReadonlyArray<T> {
  readonly length: number; readonly [index: number]: T;
  forEach(take: (value: T, index: number, all: readonly T[]) => void): void;
  map<U>(take: (value: T, index: number, all: readonly T[]) => U): U[];
  filter(take: (value: T, index: number) => unknown): T[];
  find(take: (value: T, index: number) => unknown): T | undefined;
  some(take: (value: T, index: number) => unknown): boolean;
  every(take: (value: T, index: number) => unknown): boolean;
  at(index: number): T | undefined;
}
interface Array<T> {
  length: number; [index: number]: T;
  forEach(take: (value: T, index: number, all: T[]) => void): void;
  map<U>(take: (value: T, index: number, all: T[]) => U): U[];
  filter(take: (value: T, index: number) => unknown): T[];
  find(take: (value: T, index: number) => unknown): T | undefined;
  some(take: (value: T, index: number) => unknown): boolean;
  every(take: (value: T, index: number) => unknown): boolean;
  at(index: number): T | undefined; pop(): T | undefined; shift(): T | undefined;
}
interface PromiseLike<T> { then<R>(done?: ((value: T) => R | PromiseLike<R>) | null, failed?: ((reason: any) => any) | null): PromiseLike<R> }
interface Promise<T> {
  then<R>(done?: ((value: T) => R | PromiseLike<R>) | null, failed?: ((reason: any) => any) | null): Promise<R>;
  catch(failed?: ((reason: any) => any) | null): Promise<T>;
  finally(done?: (() => void) | null): Promise<T>;
}
type Partial<T> = { [K in keyof T]?: T[K] };
type Required<T> = { [K in keyof T]-?: T[K] };
type Readonly<T> = { readonly [K in keyof T]: T[K] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends string | number | symbol, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Omit<T, K extends string | number | symbol> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type Parameters<T extends (...given: any) => any> = T extends (...given: infer P) => any ? P : never;
type ReturnType<T extends (...given: any) => any> = T extends (...given: any) => infer R ? R : any;
type Awaited<T> = T extends PromiseLike<infer U> ? Awaited<U> : T;
`;
