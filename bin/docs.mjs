#!/usr/bin/env node
import { join } from 'node:path';
import { install, PROJECT, runOnOwnNode } from './project.mjs';

install(false);
runOnOwnNode([join(PROJECT, 'bin/docs.ts')]);
