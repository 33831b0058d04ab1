import { describeStore } from './contract.ts';
import { storeNamed } from './stores.ts';

describeStore(storeNamed('MongoDB'));
