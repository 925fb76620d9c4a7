provider "aws" {}

variable "keys" {
  type    = bool
  default = false
}

variable "encryption_mode" {
  type    = string
  default = null
}

resource "aws_dx_connection" "this" {
  name            = "timed"
  location        = "EqDC2"
  bandwidth       = "10Gbps"
  request_macsec  = true
  encryption_mode = var.encryption_mode
}

resource "aws_dx_macsec_key_association" "this" {
  count         = var.keys ? 1 : 0
  connection_id = aws_dx_connection.this.id
  ckn           = sha256("ckn timed")
  cak           = sha256("cak timed")
}

resource "aws_dx_lag" "this" {
  name                  = "timed"
  connections_bandwidth = "1Gbps"
  location              = "EqDC2"
}

resource "aws_dx_connection" "member" {
  name      = "member"
  location  = "EqDC2"
  bandwidth = "1Gbps"
}

resource "aws_dx_connection_association" "this" {
  connection_id = aws_dx_connection.member.id
  lag_id        = aws_dx_lag.this.id
}
