import type { TemplateSet } from './templateSets';

/** Every committed set, by folder name; its workflows in the order of its manifest. */
export declare function readSets(): TemplateSet[];
