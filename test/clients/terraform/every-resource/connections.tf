resource "aws_dx_connection" "this" {
  name            = "secured"
  location        = "EqDC2"
  bandwidth       = "10Gbps"
  request_macsec  = true
  encryption_mode = var.changed ? "must_encrypt" : "should_encrypt"
  tags            = local.tags

  lifecycle {
    # The provider never reads this one back.
    ignore_changes = [request_macsec]
  }
}

resource "aws_secretsmanager_secret" "key" {
  name                    = "network/macsec"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "key" {
  secret_id     = aws_secretsmanager_secret.key.id
  secret_string = jsonencode({ ckn = sha256("ckn every"), cak = sha256("cak every") })
}

resource "aws_dx_macsec_key_association" "this" {
  connection_id = var.replaced ? aws_dx_connection.member.id : aws_dx_connection.this.id
  secret_arn    = aws_secretsmanager_secret_version.key.arn
}

resource "aws_dx_lag" "this" {
  name                  = var.changed ? "renamed" : "lag"
  connections_bandwidth = "1Gbps"
  location              = "EqDC2"
  tags                  = local.tags
}

resource "aws_dx_connection" "member" {
  name      = "member"
  location  = "EqDC2"
  bandwidth = "1Gbps"
}

resource "aws_dx_connection_association" "this" {
  connection_id = var.replaced ? aws_dx_connection.this.id : aws_dx_connection.member.id
  lag_id        = aws_dx_lag.this.id
}

resource "aws_dx_hosted_connection" "this" {
  connection_id    = var.interconnect_id
  owner_account_id = data.aws_caller_identity.other.account_id
  name             = "hosted"
  bandwidth        = var.replaced ? "400Mbps" : "500Mbps"
  vlan             = 4094
}

resource "aws_dx_connection_confirmation" "this" {
  provider      = aws.other
  connection_id = aws_dx_hosted_connection.this.id
}
