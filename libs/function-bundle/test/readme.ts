/** Requests a page. In a bundle, `get` is that of `src/http.ts`. */
import { get } from 'node:http';

export const page = () => get('http://127.0.0.1/');
