/** The tree on its way to the browser: one text, in which an object that stands in many places is told once. */

import type { KpiNode } from "../../../../../../../lib/plan/kpi-tree.ts";
import type { LocalizedText } from "../../../../../../../lib/plan/plan.ts";
import { keep } from "../../../../../../../lib/plan/rules/keep.ts";

/** What is said of an object wherever it stands; what travels on the wire has one name, and what is empty is left out. */
type Told = Partial<Omit<KpiNode, "key" | "children" | "name">> & Pick<KpiNode, "kind" | "id"> & NameOf;
interface NameOf {
  readonly name: string | LocalizedText;
}

/** A place: which object stands there, alone or with those below it. */
type Place = number | readonly [number, ...Place[]];

interface TreeParts {
  readonly told: readonly Told[];
  readonly places: readonly Place[];
}

function toldOf({ key: _key, children: _children, gaps, code, name, ...rest }: KpiNode): Told {
  return {
    ...rest,
    ...(gaps.length === 0 ? {} : { gaps }),
    name: code ? (name.en ?? "") : name,
  };
}

/** A tree as a JSON text, kept as long as the tree is. */
export const treeText = keep((tree: readonly KpiNode[]): string => {
  const numbers = new Map<string, number>();
  const told: Told[] = [];
  const numberOf = (node: KpiNode): number => {
    const one = toldOf(node);
    const text = JSON.stringify(one);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, told.length);
    return told.push(one) - 1;
  };
  const placeOf = (node: KpiNode): Place => {
    const number = numberOf(node);
    return node.children.length === 0 ? number : [number, ...node.children.map(placeOf)];
  };
  return JSON.stringify({ places: tree.map(placeOf), told } satisfies TreeParts);
});

/** The tree that such a text holds. */
export function readTree(text: string): readonly KpiNode[] {
  const { told, places } = JSON.parse(text) as TreeParts;
  const nodeAt = (place: Place, above: string): KpiNode => {
    const [number, ...below] = typeof place === "number" ? [place] : place;
    const { name, gaps = [], ...rest } = told[number] as Told;
    const key = `${above}${rest.id}`;
    const named = typeof name === "string" ? { name: { en: name, fr: name }, code: true } : { name };
    return { ...rest, ...named, key, gaps, children: below.map((one) => nodeAt(one, `${key}/`)) };
  };
  return places.map((place) => nodeAt(place, ""));
}
