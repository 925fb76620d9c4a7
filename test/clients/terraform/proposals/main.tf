# The Direct Connect gateway's owner.
provider "aws" {
  access_key = "111111111111"
  secret_key = "test"
}

# The owner of the transit gateway and of the virtual private gateway.
provider "aws" {
  alias      = "other"
  access_key = "222222222222"
  secret_key = "test"
}

variable "accept" {
  type    = bool
  default = false
}

data "aws_caller_identity" "owner" {}

data "aws_caller_identity" "other" {
  provider = aws.other
}

resource "aws_dx_gateway" "this" {
  name            = "proposed to"
  amazon_side_asn = 64600
}

resource "aws_dx_gateway_association_proposal" "this" {
  provider                    = aws.other
  dx_gateway_id               = aws_dx_gateway.this.id
  dx_gateway_owner_account_id = data.aws_caller_identity.owner.account_id
  associated_gateway_id       = "tgw-0123456789abcdef0"
  allowed_prefixes            = ["10.0.0.0/16"]
}

resource "aws_dx_gateway_association" "this" {
  count                               = var.accept ? 1 : 0
  dx_gateway_id                       = aws_dx_gateway.this.id
  proposal_id                         = aws_dx_gateway_association_proposal.this.id
  associated_gateway_owner_account_id = data.aws_caller_identity.other.account_id
}
