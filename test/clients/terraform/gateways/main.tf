provider "aws" {}

variable "prefixes" {
  type    = list(string)
  default = ["10.0.0.0/16", "10.1.0.0/16"]
}

variable "name" {
  type    = string
  default = "of virtual private gateways"
}

resource "aws_dx_gateway" "vgw" {
  name            = var.name
  amazon_side_asn = 64600
}

resource "aws_dx_gateway" "tgw" {
  name            = "of transit gateways"
  amazon_side_asn = 4200000000
}

resource "aws_dx_gateway_association" "vgw" {
  dx_gateway_id         = aws_dx_gateway.vgw.id
  associated_gateway_id = "vgw-0123456789abcdef0"
}

resource "aws_dx_gateway_association" "tgw" {
  dx_gateway_id         = aws_dx_gateway.tgw.id
  associated_gateway_id = "tgw-0123456789abcdef0"
  allowed_prefixes      = var.prefixes
}

data "aws_dx_gateway" "vgw" {
  name       = aws_dx_gateway.vgw.name
  depends_on = [aws_dx_gateway_association.vgw]
}
