import { repairDriver } from './launcher/driver-repair.mjs';

// npm runs this after every installation.
repairDriver();
