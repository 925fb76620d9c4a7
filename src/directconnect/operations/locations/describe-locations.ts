import type { Handler } from '../../handler.ts';

/** The locations of the caller's Region. */
export const describeLocations: Handler<'DescribeLocations'> = (_input, call) => ({
  locations: call.locations.in(call.caller.region).map((location) => ({
    locationCode: location.code,
    locationName: location.name,
    region: location.region,
    availablePortSpeeds: location.portSpeeds,
    availableProviders: location.providers,
    availableMacSecPortSpeeds: location.macSecPortSpeeds,
  })),
});
