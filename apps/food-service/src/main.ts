/** Synthesizes the food account. Choose a stage with `-c stage=<name>`. */
import { runServiceApp } from '@cross-account/microservice-construct';
import { app } from './app';

runServiceApp(app);
