// Runs the compiled tests that use the AWS CLI, boto3 and Terraform: `node scripts/test-clients.mjs [WORD…]`.
import { availableParallelism } from 'node:os';
import { runCases } from './run-cases.mjs';

// More at once than there are processors only slows each down, and the largest client takes a gigabyte.
await runCases('clients', process.argv.slice(2), Math.min(availableParallelism(), 4));
