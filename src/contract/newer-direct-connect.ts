import type { InputShapes, Shape, StructureShape } from './shape.ts';

// What AWS's service model has (2012-10-25, as of August 2026) and the official SDK's types have not yet. An entry that
// the SDK catches up with does no harm, and can go.

/** A limit on a virtual interface's bandwidth (June 2026). */
interface RateLimited {
  readonly rateLimit?: string;
}

/** Members of inputs, by operation. */
export interface NewerMembers {
  readonly AllocatePrivateVirtualInterface: { readonly newPrivateVirtualInterfaceAllocation: RateLimited };
  readonly AllocatePublicVirtualInterface: { readonly newPublicVirtualInterfaceAllocation: RateLimited };
  readonly AllocateTransitVirtualInterface: { readonly newTransitVirtualInterfaceAllocation: RateLimited };
  readonly CreatePrivateVirtualInterface: { readonly newPrivateVirtualInterface: RateLimited };
  readonly CreatePublicVirtualInterface: { readonly newPublicVirtualInterface: RateLimited };
  readonly CreateTransitVirtualInterface: { readonly newTransitVirtualInterface: RateLimited };
  readonly UpdateVirtualInterfaceAttributes: RateLimited;
}

const RATE_LIMITED: ReadonlySet<string> = new Set([
  'NewPrivateVirtualInterface',
  'NewPrivateVirtualInterfaceAllocation',
  'NewPublicVirtualInterface',
  'NewPublicVirtualInterfaceAllocation',
  'NewTransitVirtualInterface',
  'NewTransitVirtualInterfaceAllocation',
  'UpdateVirtualInterfaceAttributesRequest',
]);

export interface RouteFilters {
  readonly routeDirection?: string;
  readonly addressFamily?: string;
  readonly cidrs?: readonly string[];
  readonly asPath?: readonly number[];
  readonly communities?: readonly string[];
}

export interface Route {
  readonly cidr: string;
  readonly routeDirection: 'accepted' | 'advertised';
  readonly addressFamily: 'ipv4' | 'ipv6';
  readonly asPath: readonly { readonly pathType: 'seq' | 'set'; readonly path: readonly number[] }[];
  readonly communities: readonly string[];
  readonly awsLogicalDeviceId: string;
  /** Epoch seconds. */
  readonly routeInstalledAt: number;
}

/** Operations (August 2026). */
export interface NewerOperations {
  readonly ListVirtualInterfaceRoutes: {
    readonly input: {
      readonly virtualInterfaceId?: string;
      readonly filters?: RouteFilters;
      readonly maxResults?: number;
      readonly nextToken?: string;
    };
    readonly output: {
      readonly virtualInterfaceId: string;
      readonly routes: readonly Route[];
      readonly nextToken?: string;
    };
  };
}

const NEWER_SHAPES: InputShapes = {
  ListVirtualInterfaceRoutes: {
    structure: 'ListVirtualInterfaceRoutesRequest',
    required: [],
    members: {
      virtualInterfaceId: 'string',
      filters: {
        structure: 'RouteFilters',
        required: [],
        members: {
          routeDirection: 'string',
          addressFamily: 'string',
          cidrs: { list: 'string' },
          asPath: { list: 'integer' },
          communities: { list: 'string' },
        },
      },
      maxResults: 'integer',
      nextToken: 'string',
    },
  },
};

/** The SDK's shapes with all that is newer. */
export const withNewer = (shapes: InputShapes): InputShapes => ({
  ...Object.fromEntries(Object.entries(shapes).map(([operation, shape]) => [operation, withMembers(shape)])),
  ...NEWER_SHAPES,
});

function withMembers(shape: StructureShape): StructureShape {
  const members = Object.fromEntries(
    Object.entries(shape.members).map(([name, member]) => [name, isStructure(member) ? withMembers(member) : member]),
  );
  return { ...shape, members: RATE_LIMITED.has(shape.structure) ? { ...members, rateLimit: 'string' } : members };
}

const isStructure = (shape: Shape): shape is StructureShape => typeof shape === 'object' && 'structure' in shape;
