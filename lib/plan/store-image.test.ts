import { beforeEach, describe, expect, it } from "vitest";
import { asProject, makeWorld, type TestWorld } from "../access/testing.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { IMAGE_BYTES_MAX, imageResponse, readImage, saveImage } from "./store-image.ts";
import { jpegOf, pngOf } from "./testing/images.ts";

usePlanDb();

let world: TestWorld;
beforeEach(async () => {
  world = await makeWorld();
});

describe("an image", () => {
  it("is kept once per project under its hash, and read back as it was", async () => {
    const project = await asProject(world, "editor");
    const bytes = pngOf(640, 480);
    const saved = await saveImage(project, bytes);
    expect(saved).toMatchObject({ mediaType: "image/png", width: 640, height: 480 });
    expect(saved.id).toMatch(/^[0-9a-f]{64}$/);
    expect(await saveImage(project, bytes)).toEqual(saved);
    const kept = () => planDb().planImage.count({ where: { projectId: project.projectId } });
    expect(await kept()).toBe(1);
    expect((await readImage(project, saved.id)).bytes).toEqual(new Uint8Array(bytes));
    await planDb().project.delete({ where: { id: project.projectId } });
    expect(await kept()).toBe(0);
  });

  it("is shown as what it is, and as nothing else", async () => {
    const project = await asProject(world, "editor");
    const { id } = await saveImage(project, pngOf(2, 2));
    const { headers } = imageResponse(await readImage(project, id));
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "cache-control": expect.stringMatching(/^private,.*immutable$/),
      "content-security-policy": "default-src 'none'; sandbox",
    });
  });

  it("is refused in plain words when it is none, too heavy, or would unfold to a flood of pixels", async () => {
    const project = await asProject(world, "editor");
    const svg = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>");
    const heavy = new Uint8Array(IMAGE_BYTES_MAX + 1);
    heavy.set(pngOf(2, 2));
    for (const [bytes, words] of [
      [svg, /not a PNG/],
      [heavy, /larger than 4 MB/],
      [pngOf(2 ** 31, 2 ** 31), /unfolds to/],
      [pngOf(40_001, 1000), /40001 × 1000/],
      [pngOf(300, 200).slice(0, 60), /damaged/],
      [jpegOf(400, 300), /damaged/],
    ] as const) {
      await expect(saveImage(project, bytes)).rejects.toMatchObject({ code: "invalid_input", message: words });
    }
    expect(await planDb().planImage.count({ where: { projectId: project.projectId } })).toBe(0);
  });

  it("is refused once the project has as many, or as much, as it may; what is there already is not", async () => {
    const project = await asProject(world, "editor");
    const first = await saveImage(project, pngOf(2, 2));
    const full = { images: 1, bytes: 10_000_000 };
    await expect(saveImage(project, pngOf(3, 3), full)).rejects.toMatchObject({
      code: "invalid_input",
      message: /has 1 images, the most/,
    });
    expect(await saveImage(project, pngOf(2, 2), full)).toEqual(first);
    const heavy = { images: 10, bytes: pngOf(2, 2).length + pngOf(3, 3).length - 1 };
    await expect(saveImage(project, pngOf(3, 3), heavy)).rejects.toMatchObject({
      code: "invalid_input",
      message: /would exceed 0 MB/,
    });
    const room = { images: 2, bytes: heavy.bytes + 1 };
    const both = await Promise.allSettled([
      saveImage(project, pngOf(3, 3), room),
      saveImage(project, pngOf(4, 4), room),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await planDb().planImage.count({ where: { projectId: project.projectId } })).toBe(2);
  });

  it("is saved by editors, read by members, and unknown to other projects", async () => {
    const { id } = await saveImage(await asProject(world, "editor"), pngOf(3, 3));
    const viewer = await asProject(world, "viewer");
    await expect(saveImage(viewer, pngOf(4, 4))).rejects.toMatchObject({ code: "forbidden" });
    expect((await readImage(viewer, id)).width).toBe(3);
    await expect(readImage({ ...viewer, projectId: "prj_other" as never }, id)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
