import { render } from 'preact';
import { App } from './app';
import { store } from './model/store';
import './styles/base.css';
import './styles/parts.css';
import './styles/diagram.css';
import './styles/views.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
store.connect();
