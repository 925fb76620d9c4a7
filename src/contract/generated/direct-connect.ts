// Written by scripts/generate-shapes.mjs from the official SDK; not edited by hand.
import type { InputShapes } from '../shape.ts';

export const inputShapes = {
 "AcceptDirectConnectGatewayAssociationProposal": {
  "structure": "AcceptDirectConnectGatewayAssociationProposalRequest",
  "required": [
   "directConnectGatewayId",
   "proposalId",
   "associatedGatewayOwnerAccount"
  ],
  "members": {
   "directConnectGatewayId": "string",
   "proposalId": "string",
   "associatedGatewayOwnerAccount": "string",
   "overrideAllowedPrefixesToDirectConnectGateway": {
    "list": {
     "structure": "RouteFilterPrefix",
     "required": [],
     "members": {
      "cidr": "string"
     }
    }
   }
  }
 },
 "AllocateConnectionOnInterconnect": {
  "structure": "AllocateConnectionOnInterconnectRequest",
  "required": [
   "bandwidth",
   "connectionName",
   "ownerAccount",
   "interconnectId",
   "vlan"
  ],
  "members": {
   "bandwidth": "string",
   "connectionName": "string",
   "ownerAccount": "string",
   "interconnectId": "string",
   "vlan": "integer"
  }
 },
 "AllocateHostedConnection": {
  "structure": "AllocateHostedConnectionRequest",
  "required": [
   "connectionId",
   "ownerAccount",
   "bandwidth",
   "connectionName",
   "vlan"
  ],
  "members": {
   "connectionId": "string",
   "ownerAccount": "string",
   "bandwidth": "string",
   "connectionName": "string",
   "vlan": "integer",
   "tags": {
    "list": {
     "structure": "Tag",
     "required": [
      "key"
     ],
     "members": {
      "key": "string",
      "value": "string"
     }
    }
   }
  }
 },
 "AllocatePrivateVirtualInterface": {
  "structure": "AllocatePrivateVirtualInterfaceRequest",
  "required": [
   "connectionId",
   "ownerAccount",
   "newPrivateVirtualInterfaceAllocation"
  ],
  "members": {
   "connectionId": "string",
   "ownerAccount": "string",
   "newPrivateVirtualInterfaceAllocation": {
    "structure": "NewPrivateVirtualInterfaceAllocation",
    "required": [
     "virtualInterfaceName",
     "vlan"
    ],
    "members": {
     "virtualInterfaceName": "string",
     "vlan": "integer",
     "asn": "integer",
     "asnLong": "integer",
     "mtu": "integer",
     "authKey": "string",
     "amazonAddress": "string",
     "addressFamily": "string",
     "customerAddress": "string",
     "tags": {
      "list": {
       "structure": "Tag",
       "required": [
        "key"
       ],
       "members": {
        "key": "string",
        "value": "string"
       }
      }
     }
    }
   }
  }
 },
 "AllocatePublicVirtualInterface": {
  "structure": "AllocatePublicVirtualInterfaceRequest",
  "required": [
   "connectionId",
   "ownerAccount",
   "newPublicVirtualInterfaceAllocation"
  ],
  "members": {
   "connectionId": "string",
   "ownerAccount": "string",
   "newPublicVirtualInterfaceAllocation": {
    "structure": "NewPublicVirtualInterfaceAllocation",
    "required": [
     "virtualInterfaceName",
     "vlan"
    ],
    "members": {
     "virtualInterfaceName": "string",
     "vlan": "integer",
     "asn": "integer",
     "asnLong": "integer",
     "authKey": "string",
     "amazonAddress": "string",
     "customerAddress": "string",
     "addressFamily": "string",
     "routeFilterPrefixes": {
      "list": {
       "structure": "RouteFilterPrefix",
       "required": [],
       "members": {
        "cidr": "string"
       }
      }
     },
     "tags": {
      "list": {
       "structure": "Tag",
       "required": [
        "key"
       ],
       "members": {
        "key": "string",
        "value": "string"
       }
      }
     }
    }
   }
  }
 },
 "AllocateTransitVirtualInterface": {
  "structure": "AllocateTransitVirtualInterfaceRequest",
  "required": [
   "connectionId",
   "ownerAccount",
   "newTransitVirtualInterfaceAllocation"
  ],
  "members": {
   "connectionId": "string",
   "ownerAccount": "string",
   "newTransitVirtualInterfaceAllocation": {
    "structure": "NewTransitVirtualInterfaceAllocation",
    "required": [],
    "members": {
     "virtualInterfaceName": "string",
     "vlan": "integer",
     "asn": "integer",
     "asnLong": "integer",
     "mtu": "integer",
     "authKey": "string",
     "amazonAddress": "string",
     "customerAddress": "string",
     "addressFamily": "string",
     "tags": {
      "list": {
       "structure": "Tag",
       "required": [
        "key"
       ],
       "members": {
        "key": "string",
        "value": "string"
       }
      }
     }
    }
   }
  }
 },
 "AssociateConnectionWithLag": {
  "structure": "AssociateConnectionWithLagRequest",
  "required": [
   "connectionId",
   "lagId"
  ],
  "members": {
   "connectionId": "string",
   "lagId": "string"
  }
 },
 "AssociateHostedConnection": {
  "structure": "AssociateHostedConnectionRequest",
  "required": [
   "connectionId",
   "parentConnectionId"
  ],
  "members": {
   "connectionId": "string",
   "parentConnectionId": "string"
  }
 },
 "AssociateMacSecKey": {
  "structure": "AssociateMacSecKeyRequest",
  "required": [
   "connectionId"
  ],
  "members": {
   "connectionId": "string",
   "secretARN": "string",
   "ckn": "string",
   "cak": "string"
  }
 },
 "AssociateVirtualInterface": {
  "structure": "AssociateVirtualInterfaceRequest",
  "required": [
   "virtualInterfaceId",
   "connectionId"
  ],
  "members": {
   "virtualInterfaceId": "string",
   "connectionId": "string"
  }
 },
 "ConfirmConnection": {
  "structure": "ConfirmConnectionRequest",
  "required": [
   "connectionId"
  ],
  "members": {
   "connectionId": "string"
  }
 },
 "ConfirmCustomerAgreement": {
  "structure": "ConfirmCustomerAgreementRequest",
  "required": [],
  "members": {
   "agreementName": "string"
  }
 },
 "ConfirmPrivateVirtualInterface": {
  "structure": "ConfirmPrivateVirtualInterfaceRequest",
  "required": [
   "virtualInterfaceId"
  ],
  "members": {
   "virtualInterfaceId": "string",
   "virtualGatewayId": "string",
   "directConnectGatewayId": "string"
  }
 },
 "ConfirmPublicVirtualInterface": {
  "structure": "ConfirmPublicVirtualInterfaceRequest",
  "required": [
   "virtualInterfaceId"
  ],
  "members": {
   "virtualInterfaceId": "string"
  }
 },
 "ConfirmTransitVirtualInterface": {
  "structure": "ConfirmTransitVirtualInterfaceRequest",
  "required": [
   "virtualInterfaceId",
   "directConnectGatewayId"
  ],
  "members": {
   "virtualInterfaceId": "string",
   "directConnectGatewayId": "string"
  }
 },
 "CreateBGPPeer": {
  "structure": "CreateBGPPeerRequest",
  "required": [],
  "members": {
   "virtualInterfaceId": "string",
   "newBGPPeer": {
    "structure": "NewBGPPeer",
    "required": [],
    "members": {
     "asn": "integer",
     "asnLong": "integer",
     "authKey": "string",
     "addressFamily": "string",
     "amazonAddress": "string",
     "customerAddress": "string"
    }
   }
  }
 },
 "CreateConnection": {
  "structure": "CreateConnectionRequest",
  "required": [
   "location",
   "bandwidth",
   "connectionName"
  ],
  "members": {
   "location": "string",
   "bandwidth": "string",
   "connectionName": "string",
   "lagId": "string",
   "tags": {
    "list": {
     "structure": "Tag",
     "required": [
      "key"
     ],
     "members": {
      "key": "string",
      "value": "string"
     }
    }
   },
   "providerName": "string",
   "requestMACSec": "boolean"
  }
 },
 "CreateDirectConnectGateway": {
  "structure": "CreateDirectConnectGatewayRequest",
  "required": [
   "directConnectGatewayName"
  ],
  "members": {
   "directConnectGatewayName": "string",
   "tags": {
    "list": {
     "structure": "Tag",
     "required": [
      "key"
     ],
     "members": {
      "key": "string",
      "value": "string"
     }
    }
   },
   "amazonSideAsn": "integer"
  }
 },
 "CreateDirectConnectGatewayAssociation": {
  "structure": "CreateDirectConnectGatewayAssociationRequest",
  "required": [
   "directConnectGatewayId"
  ],
  "members": {
   "directConnectGatewayId": "string",
   "gatewayId": "string",
   "addAllowedPrefixesToDirectConnectGateway": {
    "list": {
     "structure": "RouteFilterPrefix",
     "required": [],
     "members": {
      "cidr": "string"
     }
    }
   },
   "virtualGatewayId": "string"
  }
 },
 "CreateDirectConnectGatewayAssociationProposal": {
  "structure": "CreateDirectConnectGatewayAssociationProposalRequest",
  "required": [
   "directConnectGatewayId",
   "directConnectGatewayOwnerAccount",
   "gatewayId"
  ],
  "members": {
   "directConnectGatewayId": "string",
   "directConnectGatewayOwnerAccount": "string",
   "gatewayId": "string",
   "addAllowedPrefixesToDirectConnectGateway": {
    "list": {
     "structure": "RouteFilterPrefix",
     "required": [],
     "members": {
      "cidr": "string"
     }
    }
   },
   "removeAllowedPrefixesToDirectConnectGateway": {
    "list": {
     "structure": "RouteFilterPrefix",
     "required": [],
     "members": {
      "cidr": "string"
     }
    }
   }
  }
 },
 "CreateInterconnect": {
  "structure": "CreateInterconnectRequest",
  "required": [
   "interconnectName",
   "bandwidth",
   "location"
  ],
  "members": {
   "interconnectName": "string",
   "bandwidth": "string",
   "location": "string",
   "lagId": "string",
   "tags": {
    "list": {
     "structure": "Tag",
     "required": [
      "key"
     ],
     "members": {
      "key": "string",
      "value": "string"
     }
    }
   },
   "providerName": "string",
   "requestMACSec": "boolean"
  }
 },
 "CreateLag": {
  "structure": "CreateLagRequest",
  "required": [
   "numberOfConnections",
   "location",
   "connectionsBandwidth",
   "lagName"
  ],
  "members": {
   "numberOfConnections": "integer",
   "location": "string",
   "connectionsBandwidth": "string",
   "lagName": "string",
   "connectionId": "string",
   "tags": {
    "list": {
     "structure": "Tag",
     "required": [
      "key"
     ],
     "members": {
      "key": "string",
      "value": "string"
     }
    }
   },
   "childConnectionTags": {
    "list": {
     "structure": "Tag",
     "required": [
      "key"
     ],
     "members": {
      "key": "string",
      "value": "string"
     }
    }
   },
   "providerName": "string",
   "requestMACSec": "boolean"
  }
 },
 "CreatePrivateVirtualInterface": {
  "structure": "CreatePrivateVirtualInterfaceRequest",
  "required": [
   "connectionId",
   "newPrivateVirtualInterface"
  ],
  "members": {
   "connectionId": "string",
   "newPrivateVirtualInterface": {
    "structure": "NewPrivateVirtualInterface",
    "required": [
     "virtualInterfaceName",
     "vlan"
    ],
    "members": {
     "virtualInterfaceName": "string",
     "vlan": "integer",
     "asn": "integer",
     "asnLong": "integer",
     "mtu": "integer",
     "authKey": "string",
     "amazonAddress": "string",
     "customerAddress": "string",
     "addressFamily": "string",
     "virtualGatewayId": "string",
     "directConnectGatewayId": "string",
     "tags": {
      "list": {
       "structure": "Tag",
       "required": [
        "key"
       ],
       "members": {
        "key": "string",
        "value": "string"
       }
      }
     },
     "enableSiteLink": "boolean"
    }
   }
  }
 },
 "CreatePublicVirtualInterface": {
  "structure": "CreatePublicVirtualInterfaceRequest",
  "required": [
   "connectionId",
   "newPublicVirtualInterface"
  ],
  "members": {
   "connectionId": "string",
   "newPublicVirtualInterface": {
    "structure": "NewPublicVirtualInterface",
    "required": [
     "virtualInterfaceName",
     "vlan"
    ],
    "members": {
     "virtualInterfaceName": "string",
     "vlan": "integer",
     "asn": "integer",
     "asnLong": "integer",
     "authKey": "string",
     "amazonAddress": "string",
     "customerAddress": "string",
     "addressFamily": "string",
     "routeFilterPrefixes": {
      "list": {
       "structure": "RouteFilterPrefix",
       "required": [],
       "members": {
        "cidr": "string"
       }
      }
     },
     "tags": {
      "list": {
       "structure": "Tag",
       "required": [
        "key"
       ],
       "members": {
        "key": "string",
        "value": "string"
       }
      }
     }
    }
   }
  }
 },
 "CreateTransitVirtualInterface": {
  "structure": "CreateTransitVirtualInterfaceRequest",
  "required": [
   "connectionId",
   "newTransitVirtualInterface"
  ],
  "members": {
   "connectionId": "string",
   "newTransitVirtualInterface": {
    "structure": "NewTransitVirtualInterface",
    "required": [],
    "members": {
     "virtualInterfaceName": "string",
     "vlan": "integer",
     "asn": "integer",
     "asnLong": "integer",
     "mtu": "integer",
     "authKey": "string",
     "amazonAddress": "string",
     "customerAddress": "string",
     "addressFamily": "string",
     "directConnectGatewayId": "string",
     "tags": {
      "list": {
       "structure": "Tag",
       "required": [
        "key"
       ],
       "members": {
        "key": "string",
        "value": "string"
       }
      }
     },
     "enableSiteLink": "boolean"
    }
   }
  }
 },
 "DeleteBGPPeer": {
  "structure": "DeleteBGPPeerRequest",
  "required": [],
  "members": {
   "virtualInterfaceId": "string",
   "asn": "integer",
   "asnLong": "integer",
   "customerAddress": "string",
   "bgpPeerId": "string"
  }
 },
 "DeleteConnection": {
  "structure": "DeleteConnectionRequest",
  "required": [
   "connectionId"
  ],
  "members": {
   "connectionId": "string"
  }
 },
 "DeleteDirectConnectGateway": {
  "structure": "DeleteDirectConnectGatewayRequest",
  "required": [
   "directConnectGatewayId"
  ],
  "members": {
   "directConnectGatewayId": "string"
  }
 },
 "DeleteDirectConnectGatewayAssociation": {
  "structure": "DeleteDirectConnectGatewayAssociationRequest",
  "required": [],
  "members": {
   "associationId": "string",
   "directConnectGatewayId": "string",
   "virtualGatewayId": "string"
  }
 },
 "DeleteDirectConnectGatewayAssociationProposal": {
  "structure": "DeleteDirectConnectGatewayAssociationProposalRequest",
  "required": [
   "proposalId"
  ],
  "members": {
   "proposalId": "string"
  }
 },
 "DeleteInterconnect": {
  "structure": "DeleteInterconnectRequest",
  "required": [
   "interconnectId"
  ],
  "members": {
   "interconnectId": "string"
  }
 },
 "DeleteLag": {
  "structure": "DeleteLagRequest",
  "required": [
   "lagId"
  ],
  "members": {
   "lagId": "string"
  }
 },
 "DeleteVirtualInterface": {
  "structure": "DeleteVirtualInterfaceRequest",
  "required": [
   "virtualInterfaceId"
  ],
  "members": {
   "virtualInterfaceId": "string"
  }
 },
 "DescribeConnectionLoa": {
  "structure": "DescribeConnectionLoaRequest",
  "required": [
   "connectionId"
  ],
  "members": {
   "connectionId": "string",
   "providerName": "string",
   "loaContentType": "string"
  }
 },
 "DescribeConnections": {
  "structure": "DescribeConnectionsRequest",
  "required": [],
  "members": {
   "connectionId": "string",
   "maxResults": "integer",
   "nextToken": "string"
  }
 },
 "DescribeConnectionsOnInterconnect": {
  "structure": "DescribeConnectionsOnInterconnectRequest",
  "required": [
   "interconnectId"
  ],
  "members": {
   "interconnectId": "string"
  }
 },
 "DescribeCustomerMetadata": {
  "structure": "Unit",
  "required": [],
  "members": {}
 },
 "DescribeDirectConnectGatewayAssociationProposals": {
  "structure": "DescribeDirectConnectGatewayAssociationProposalsRequest",
  "required": [],
  "members": {
   "directConnectGatewayId": "string",
   "proposalId": "string",
   "associatedGatewayId": "string",
   "maxResults": "integer",
   "nextToken": "string"
  }
 },
 "DescribeDirectConnectGatewayAssociations": {
  "structure": "DescribeDirectConnectGatewayAssociationsRequest",
  "required": [],
  "members": {
   "associationId": "string",
   "associatedGatewayId": "string",
   "directConnectGatewayId": "string",
   "maxResults": "integer",
   "nextToken": "string",
   "virtualGatewayId": "string"
  }
 },
 "DescribeDirectConnectGatewayAttachments": {
  "structure": "DescribeDirectConnectGatewayAttachmentsRequest",
  "required": [],
  "members": {
   "directConnectGatewayId": "string",
   "virtualInterfaceId": "string",
   "maxResults": "integer",
   "nextToken": "string"
  }
 },
 "DescribeDirectConnectGateways": {
  "structure": "DescribeDirectConnectGatewaysRequest",
  "required": [],
  "members": {
   "directConnectGatewayId": "string",
   "maxResults": "integer",
   "nextToken": "string"
  }
 },
 "DescribeHostedConnections": {
  "structure": "DescribeHostedConnectionsRequest",
  "required": [
   "connectionId"
  ],
  "members": {
   "connectionId": "string",
   "maxResults": "integer",
   "nextToken": "string"
  }
 },
 "DescribeInterconnectLoa": {
  "structure": "DescribeInterconnectLoaRequest",
  "required": [
   "interconnectId"
  ],
  "members": {
   "interconnectId": "string",
   "providerName": "string",
   "loaContentType": "string"
  }
 },
 "DescribeInterconnects": {
  "structure": "DescribeInterconnectsRequest",
  "required": [],
  "members": {
   "interconnectId": "string",
   "maxResults": "integer",
   "nextToken": "string"
  }
 },
 "DescribeLags": {
  "structure": "DescribeLagsRequest",
  "required": [],
  "members": {
   "lagId": "string",
   "maxResults": "integer",
   "nextToken": "string"
  }
 },
 "DescribeLoa": {
  "structure": "DescribeLoaRequest",
  "required": [
   "connectionId"
  ],
  "members": {
   "connectionId": "string",
   "providerName": "string",
   "loaContentType": "string"
  }
 },
 "DescribeLocations": {
  "structure": "Unit",
  "required": [],
  "members": {}
 },
 "DescribeRouterConfiguration": {
  "structure": "DescribeRouterConfigurationRequest",
  "required": [
   "virtualInterfaceId"
  ],
  "members": {
   "virtualInterfaceId": "string",
   "routerTypeIdentifier": "string"
  }
 },
 "DescribeTags": {
  "structure": "DescribeTagsRequest",
  "required": [
   "resourceArns"
  ],
  "members": {
   "resourceArns": {
    "list": "string"
   }
  }
 },
 "DescribeVirtualGateways": {
  "structure": "Unit",
  "required": [],
  "members": {}
 },
 "DescribeVirtualInterfaces": {
  "structure": "DescribeVirtualInterfacesRequest",
  "required": [],
  "members": {
   "connectionId": "string",
   "virtualInterfaceId": "string",
   "maxResults": "integer",
   "nextToken": "string"
  }
 },
 "DisassociateConnectionFromLag": {
  "structure": "DisassociateConnectionFromLagRequest",
  "required": [
   "connectionId",
   "lagId"
  ],
  "members": {
   "connectionId": "string",
   "lagId": "string"
  }
 },
 "DisassociateMacSecKey": {
  "structure": "DisassociateMacSecKeyRequest",
  "required": [
   "connectionId",
   "secretARN"
  ],
  "members": {
   "connectionId": "string",
   "secretARN": "string"
  }
 },
 "ListVirtualInterfaceTestHistory": {
  "structure": "ListVirtualInterfaceTestHistoryRequest",
  "required": [],
  "members": {
   "testId": "string",
   "virtualInterfaceId": "string",
   "bgpPeers": {
    "list": "string"
   },
   "status": "string",
   "maxResults": "integer",
   "nextToken": "string"
  }
 },
 "StartBgpFailoverTest": {
  "structure": "StartBgpFailoverTestRequest",
  "required": [
   "virtualInterfaceId"
  ],
  "members": {
   "virtualInterfaceId": "string",
   "bgpPeers": {
    "list": "string"
   },
   "testDurationInMinutes": "integer"
  }
 },
 "StopBgpFailoverTest": {
  "structure": "StopBgpFailoverTestRequest",
  "required": [
   "virtualInterfaceId"
  ],
  "members": {
   "virtualInterfaceId": "string"
  }
 },
 "TagResource": {
  "structure": "TagResourceRequest",
  "required": [
   "resourceArn",
   "tags"
  ],
  "members": {
   "resourceArn": "string",
   "tags": {
    "list": {
     "structure": "Tag",
     "required": [
      "key"
     ],
     "members": {
      "key": "string",
      "value": "string"
     }
    }
   }
  }
 },
 "UntagResource": {
  "structure": "UntagResourceRequest",
  "required": [
   "resourceArn",
   "tagKeys"
  ],
  "members": {
   "resourceArn": "string",
   "tagKeys": {
    "list": "string"
   }
  }
 },
 "UpdateConnection": {
  "structure": "UpdateConnectionRequest",
  "required": [
   "connectionId"
  ],
  "members": {
   "connectionId": "string",
   "connectionName": "string",
   "encryptionMode": "string"
  }
 },
 "UpdateDirectConnectGateway": {
  "structure": "UpdateDirectConnectGatewayRequest",
  "required": [
   "directConnectGatewayId",
   "newDirectConnectGatewayName"
  ],
  "members": {
   "directConnectGatewayId": "string",
   "newDirectConnectGatewayName": "string"
  }
 },
 "UpdateDirectConnectGatewayAssociation": {
  "structure": "UpdateDirectConnectGatewayAssociationRequest",
  "required": [],
  "members": {
   "associationId": "string",
   "addAllowedPrefixesToDirectConnectGateway": {
    "list": {
     "structure": "RouteFilterPrefix",
     "required": [],
     "members": {
      "cidr": "string"
     }
    }
   },
   "removeAllowedPrefixesToDirectConnectGateway": {
    "list": {
     "structure": "RouteFilterPrefix",
     "required": [],
     "members": {
      "cidr": "string"
     }
    }
   }
  }
 },
 "UpdateLag": {
  "structure": "UpdateLagRequest",
  "required": [
   "lagId"
  ],
  "members": {
   "lagId": "string",
   "lagName": "string",
   "minimumLinks": "integer",
   "encryptionMode": "string"
  }
 },
 "UpdateVirtualInterfaceAttributes": {
  "structure": "UpdateVirtualInterfaceAttributesRequest",
  "required": [
   "virtualInterfaceId"
  ],
  "members": {
   "virtualInterfaceId": "string",
   "mtu": "integer",
   "enableSiteLink": "boolean",
   "virtualInterfaceName": "string"
  }
 }
} satisfies InputShapes;
