# The account whose connections these are.
provider "aws" {
  access_key = "111111111111"
  secret_key = "test"
}

# Another account, for which things are hosted and which proposes.
provider "aws" {
  alias      = "other"
  access_key = "222222222222"
  secret_key = "test"
}

# Everything that can be changed in place is, when this is true.
variable "changed" {
  type    = bool
  default = false
}

# And what cannot be changed in place, when this is.
variable "replaced" {
  type    = bool
  default = false
}

# The provider has no resource for an interconnect, on which connections are hosted.
variable "interconnect_id" {
  type = string
}

locals {
  tags = var.changed ? { team = "security", cost = "none" } : { team = "network" }
}

data "aws_caller_identity" "owner" {}

data "aws_caller_identity" "other" {
  provider = aws.other
}
