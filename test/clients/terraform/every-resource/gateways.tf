resource "aws_dx_gateway" "this" {
  name            = var.changed ? "renamed" : "of private interfaces"
  amazon_side_asn = 64600
}

resource "aws_dx_gateway" "transit" {
  name            = "of transit interfaces"
  amazon_side_asn = 4200000000
}

resource "aws_dx_gateway" "others_private" {
  provider        = aws.other
  name            = "of hosted private interfaces"
  amazon_side_asn = 64601
}

resource "aws_dx_gateway" "others_transit" {
  provider        = aws.other
  name            = "of hosted transit interfaces"
  amazon_side_asn = 64602
}

resource "aws_dx_gateway_association" "this" {
  dx_gateway_id         = aws_dx_gateway.this.id
  associated_gateway_id = "vgw-0123456789abcdef0"
  allowed_prefixes      = var.changed ? ["10.1.0.0/16", "10.2.0.0/16"] : ["10.0.0.0/16", "10.1.0.0/16"]
}

resource "aws_dx_gateway_association_proposal" "this" {
  provider                    = aws.other
  dx_gateway_id               = aws_dx_gateway.this.id
  dx_gateway_owner_account_id = data.aws_caller_identity.owner.account_id
  associated_gateway_id       = "vgw-0fedcba9876543210"
  allowed_prefixes            = var.replaced ? ["10.4.0.0/16"] : ["10.3.0.0/16"]
}
