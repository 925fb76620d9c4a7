variable "tags" {
  type = map(string)
}

variable "skip_requesting_account_id" {
  type    = bool
  default = false
}

provider "aws" {
  skip_requesting_account_id = var.skip_requesting_account_id

  default_tags {
    tags = { managed = "terraform" }
  }
}

resource "aws_dx_connection" "this" {
  name           = "tagged"
  location       = "EqDC2"
  bandwidth      = "10Gbps"
  request_macsec = true
  tags           = var.tags
}

resource "aws_dx_lag" "this" {
  name                  = "tagged"
  connections_bandwidth = "10Gbps"
  location              = "EqDC2"
  tags                  = var.tags
}

resource "aws_secretsmanager_secret" "this" {
  name                    = "tagged"
  recovery_window_in_days = 0
  tags                    = var.tags
}
