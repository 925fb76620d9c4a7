// Written by scripts/generate-shapes.mjs from the official SDK; not edited by hand.
import type { InputShapes } from '../shape.ts';

export const inputShapes = {
 "BatchGetSecretValue": {
  "structure": "BatchGetSecretValueRequest",
  "required": [],
  "members": {
   "SecretIdList": {
    "list": "string"
   },
   "Filters": {
    "list": {
     "structure": "Filter",
     "required": [],
     "members": {
      "Key": "string",
      "Values": {
       "list": "string"
      }
     }
    }
   },
   "MaxResults": "integer",
   "NextToken": "string"
  }
 },
 "CancelRotateSecret": {
  "structure": "CancelRotateSecretRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string"
  }
 },
 "CreateSecret": {
  "structure": "CreateSecretRequest",
  "required": [
   "Name"
  ],
  "members": {
   "Name": "string",
   "ClientRequestToken": "string",
   "Description": "string",
   "KmsKeyId": "string",
   "SecretBinary": "blob",
   "SecretString": "string",
   "Tags": {
    "list": {
     "structure": "Tag",
     "required": [],
     "members": {
      "Key": "string",
      "Value": "string"
     }
    }
   },
   "AddReplicaRegions": {
    "list": {
     "structure": "ReplicaRegionType",
     "required": [],
     "members": {
      "Region": "string",
      "KmsKeyId": "string"
     }
    }
   },
   "ForceOverwriteReplicaSecret": "boolean",
   "Type": "string"
  }
 },
 "DeleteResourcePolicy": {
  "structure": "DeleteResourcePolicyRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string"
  }
 },
 "DeleteSecret": {
  "structure": "DeleteSecretRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string",
   "RecoveryWindowInDays": "integer",
   "ForceDeleteWithoutRecovery": "boolean"
  }
 },
 "DescribeSecret": {
  "structure": "DescribeSecretRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string"
  }
 },
 "GetRandomPassword": {
  "structure": "GetRandomPasswordRequest",
  "required": [],
  "members": {
   "PasswordLength": "integer",
   "ExcludeCharacters": "string",
   "ExcludeNumbers": "boolean",
   "ExcludePunctuation": "boolean",
   "ExcludeUppercase": "boolean",
   "ExcludeLowercase": "boolean",
   "IncludeSpace": "boolean",
   "RequireEachIncludedType": "boolean"
  }
 },
 "GetResourcePolicy": {
  "structure": "GetResourcePolicyRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string"
  }
 },
 "GetSecretValue": {
  "structure": "GetSecretValueRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string",
   "VersionId": "string",
   "VersionStage": "string"
  }
 },
 "ListSecretVersionIds": {
  "structure": "ListSecretVersionIdsRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string",
   "MaxResults": "integer",
   "NextToken": "string",
   "IncludeDeprecated": "boolean"
  }
 },
 "ListSecrets": {
  "structure": "ListSecretsRequest",
  "required": [],
  "members": {
   "IncludePlannedDeletion": "boolean",
   "MaxResults": "integer",
   "NextToken": "string",
   "Filters": {
    "list": {
     "structure": "Filter",
     "required": [],
     "members": {
      "Key": "string",
      "Values": {
       "list": "string"
      }
     }
    }
   },
   "SortOrder": "string",
   "SortBy": "string"
  }
 },
 "PutResourcePolicy": {
  "structure": "PutResourcePolicyRequest",
  "required": [
   "SecretId",
   "ResourcePolicy"
  ],
  "members": {
   "SecretId": "string",
   "ResourcePolicy": "string",
   "BlockPublicPolicy": "boolean"
  }
 },
 "PutSecretValue": {
  "structure": "PutSecretValueRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string",
   "ClientRequestToken": "string",
   "SecretBinary": "blob",
   "SecretString": "string",
   "VersionStages": {
    "list": "string"
   },
   "RotationToken": "string"
  }
 },
 "RemoveRegionsFromReplication": {
  "structure": "RemoveRegionsFromReplicationRequest",
  "required": [
   "SecretId",
   "RemoveReplicaRegions"
  ],
  "members": {
   "SecretId": "string",
   "RemoveReplicaRegions": {
    "list": "string"
   }
  }
 },
 "ReplicateSecretToRegions": {
  "structure": "ReplicateSecretToRegionsRequest",
  "required": [
   "SecretId",
   "AddReplicaRegions"
  ],
  "members": {
   "SecretId": "string",
   "AddReplicaRegions": {
    "list": {
     "structure": "ReplicaRegionType",
     "required": [],
     "members": {
      "Region": "string",
      "KmsKeyId": "string"
     }
    }
   },
   "ForceOverwriteReplicaSecret": "boolean"
  }
 },
 "RestoreSecret": {
  "structure": "RestoreSecretRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string"
  }
 },
 "RotateSecret": {
  "structure": "RotateSecretRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string",
   "ClientRequestToken": "string",
   "RotationLambdaARN": "string",
   "RotationRules": {
    "structure": "RotationRulesType",
    "required": [],
    "members": {
     "AutomaticallyAfterDays": "integer",
     "Duration": "string",
     "ScheduleExpression": "string"
    }
   },
   "ExternalSecretRotationMetadata": {
    "list": {
     "structure": "ExternalSecretRotationMetadataItem",
     "required": [],
     "members": {
      "Key": "string",
      "Value": "string"
     }
    }
   },
   "ExternalSecretRotationRoleArn": "string",
   "RotateImmediately": "boolean"
  }
 },
 "StopReplicationToReplica": {
  "structure": "StopReplicationToReplicaRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string"
  }
 },
 "TagResource": {
  "structure": "TagResourceRequest",
  "required": [
   "SecretId",
   "Tags"
  ],
  "members": {
   "SecretId": "string",
   "Tags": {
    "list": {
     "structure": "Tag",
     "required": [],
     "members": {
      "Key": "string",
      "Value": "string"
     }
    }
   }
  }
 },
 "UntagResource": {
  "structure": "UntagResourceRequest",
  "required": [
   "SecretId",
   "TagKeys"
  ],
  "members": {
   "SecretId": "string",
   "TagKeys": {
    "list": "string"
   }
  }
 },
 "UpdateSecret": {
  "structure": "UpdateSecretRequest",
  "required": [
   "SecretId"
  ],
  "members": {
   "SecretId": "string",
   "ClientRequestToken": "string",
   "Description": "string",
   "KmsKeyId": "string",
   "SecretBinary": "blob",
   "SecretString": "string",
   "Type": "string"
  }
 },
 "UpdateSecretVersionStage": {
  "structure": "UpdateSecretVersionStageRequest",
  "required": [
   "SecretId",
   "VersionStage"
  ],
  "members": {
   "SecretId": "string",
   "VersionStage": "string",
   "RemoveFromVersionId": "string",
   "MoveToVersionId": "string"
  }
 },
 "ValidateResourcePolicy": {
  "structure": "ValidateResourcePolicyRequest",
  "required": [
   "ResourcePolicy"
  ],
  "members": {
   "ResourcePolicy": "string",
   "SecretId": "string"
  }
 }
} satisfies InputShapes;
