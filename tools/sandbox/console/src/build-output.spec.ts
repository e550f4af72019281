/**
 * The output of `nx run sandbox-console:build`: its size, and its compliance with the page's
 * content security policy.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const output = resolve(__dirname, '../../../../dist/tools/sandbox-console');
const page = () => readFileSync(join(output, 'index.html'), 'utf8');
const assets = () => readdirSync(join(output, 'assets'));

/** The viewer of API documents is a separate chunk, which is loaded only by its view. */
const isViewer = (name: string) => name.startsWith('swagger-ui');

describe('the built page', () => {
  it('has at most 200 KiB of compressed script, without the viewer of API documents', () => {
    const scripts = assets().filter((name) => name.endsWith('.js') && !isViewer(name));
    const bytes = scripts.map(
      (name) => gzipSync(readFileSync(join(output, 'assets', name))).length,
    );
    const total = bytes.reduce((sum, one) => sum + one, 0);
    expect(total).toBeGreaterThan(1024);
    expect(total).toBeLessThanOrEqual(200 * 1024);
  });

  it('loads only its own files, all of which exist', () => {
    const references = [...page().matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = '']) => url);
    expect(references.length).toBeGreaterThanOrEqual(3);
    for (const url of references) {
      expect(url).toMatch(/^\/assets\//);
      expect(existsSync(join(output, url))).toBe(true);
    }
    expect(references.some((url) => url.includes('swagger-ui'))).toBe(false);
  });

  it('has no inline code, style or handler', () => {
    expect(page()).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/);
  });

  it('loads nothing from other origins at start', () => {
    const own = assets().filter((name) => !isViewer(name) && !name.endsWith('.svg'));
    const text = own.map((name) => readFileSync(join(output, 'assets', name), 'utf8')).join('\n');
    const addresses = [...text.matchAll(/https?:\/\/[\w.-]+/g)].map(([url]) => url);
    // The names of SVG's, MathML's and XHTML's elements, which nothing is loaded from.
    expect(addresses.filter((url) => url !== 'http://www.w3.org')).toEqual([]);
  });
});
