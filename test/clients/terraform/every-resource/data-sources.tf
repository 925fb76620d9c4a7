data "aws_dx_locations" "this" {}

data "aws_dx_location" "this" {
  location_code = "EqDC2"
}

data "aws_dx_connection" "this" {
  name = aws_dx_connection.this.name
}

data "aws_dx_gateway" "this" {
  name = aws_dx_gateway.transit.name
}

data "aws_dx_router_configuration" "this" {
  virtual_interface_id   = aws_dx_private_virtual_interface.this.id
  router_type_identifier = "CiscoSystemsInc-2900SeriesRouters-IOS124"
}
