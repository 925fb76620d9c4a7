resource "aws_dx_connection" "carrier" {
  name      = "carrier"
  location  = "EqDC2"
  bandwidth = "10Gbps"
}

resource "aws_dx_private_virtual_interface" "this" {
  connection_id    = aws_dx_connection.carrier.id
  dx_gateway_id    = aws_dx_gateway.this.id
  name             = "private"
  vlan             = 101
  address_family   = "ipv4"
  bgp_asn          = 65000
  mtu              = var.changed ? 9001 : 1500
  sitelink_enabled = var.changed
  tags             = local.tags
}

resource "aws_dx_private_virtual_interface" "to_virtual_private_gateway" {
  connection_id  = aws_dx_connection.carrier.id
  vpn_gateway_id = "vgw-0aaaaaaaaaaaaaaa1"
  name           = "to a virtual private gateway"
  vlan           = 104
  address_family = "ipv6"
  bgp_asn        = 65000
}

resource "aws_dx_bgp_peer" "this" {
  virtual_interface_id = aws_dx_private_virtual_interface.this.id
  address_family       = "ipv6"
  bgp_asn              = var.replaced ? 65002 : 65001
}

resource "aws_dx_public_virtual_interface" "this" {
  connection_id         = aws_dx_connection.carrier.id
  name                  = "public"
  vlan                  = 102
  address_family        = "ipv4"
  bgp_asn               = 65000
  amazon_address        = "203.0.113.1/30"
  customer_address      = "203.0.113.2/30"
  route_filter_prefixes = ["203.0.113.0/30", "203.0.113.4/30"]
  tags                  = local.tags
}

resource "aws_dx_transit_virtual_interface" "this" {
  connection_id    = aws_dx_connection.carrier.id
  dx_gateway_id    = aws_dx_gateway.transit.id
  name             = "transit"
  vlan             = 103
  address_family   = "ipv4"
  bgp_asn          = 65000
  mtu              = var.changed ? 8500 : 1500
  sitelink_enabled = var.changed
  tags             = local.tags
}

resource "aws_dx_hosted_private_virtual_interface" "this" {
  connection_id    = aws_dx_connection.carrier.id
  owner_account_id = data.aws_caller_identity.other.account_id
  name             = "hosted private"
  mtu              = var.replaced ? 9001 : 1500
  vlan             = 201
  address_family   = "ipv4"
  bgp_asn          = 65000

  # The accepter's destruction leaves the interface as it is: it has to go before the gateway it is attached to.
  depends_on = [aws_dx_gateway.others_private]
}

resource "aws_dx_hosted_private_virtual_interface_accepter" "this" {
  provider             = aws.other
  virtual_interface_id = aws_dx_hosted_private_virtual_interface.this.id
  dx_gateway_id        = aws_dx_gateway.others_private.id
  tags                 = local.tags
}

resource "aws_dx_hosted_public_virtual_interface" "this" {
  connection_id         = aws_dx_connection.carrier.id
  owner_account_id      = data.aws_caller_identity.other.account_id
  name                  = var.replaced ? "renamed" : "hosted public"
  vlan                  = 202
  address_family        = "ipv4"
  bgp_asn               = 65000
  amazon_address        = "198.51.100.1/30"
  customer_address      = "198.51.100.2/30"
  route_filter_prefixes = ["198.51.100.0/24"]
}

resource "aws_dx_hosted_public_virtual_interface_accepter" "this" {
  provider             = aws.other
  virtual_interface_id = aws_dx_hosted_public_virtual_interface.this.id
  tags                 = local.tags
}

resource "aws_dx_hosted_transit_virtual_interface" "this" {
  connection_id    = aws_dx_connection.carrier.id
  owner_account_id = data.aws_caller_identity.other.account_id
  name             = "hosted transit"
  mtu              = var.replaced ? 8500 : 1500
  vlan             = 203
  address_family   = "ipv4"
  bgp_asn          = 65000

  # The accepter's destruction leaves the interface as it is: it has to go before the gateway it is attached to.
  depends_on = [aws_dx_gateway.others_transit]
}

resource "aws_dx_hosted_transit_virtual_interface_accepter" "this" {
  provider             = aws.other
  virtual_interface_id = aws_dx_hosted_transit_virtual_interface.this.id
  dx_gateway_id        = aws_dx_gateway.others_transit.id
  tags                 = local.tags
}
