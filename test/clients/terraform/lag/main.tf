provider "aws" {}

resource "aws_dx_lag" "this" {
  name                  = "lag"
  connections_bandwidth = "10Gbps"
  location              = "EqDC2"
  tags                  = { team = "network" }
}

resource "aws_dx_connection" "member" {
  count     = 2
  name      = "member-${count.index}"
  location  = "EqDC2"
  bandwidth = "10Gbps"
}

resource "aws_dx_connection_association" "member" {
  count         = 2
  connection_id = aws_dx_connection.member[count.index].id
  lag_id        = aws_dx_lag.this.id
}

resource "aws_dx_connection" "first" {
  name      = "first"
  location  = "EqDC2"
  bandwidth = "1Gbps"
}

# A LAG of a connection that is there already.
resource "aws_dx_lag" "of_existing" {
  name                  = "of-existing"
  connections_bandwidth = "1Gbps"
  location              = "EqDC2"
  connection_id         = aws_dx_connection.first.id
}
