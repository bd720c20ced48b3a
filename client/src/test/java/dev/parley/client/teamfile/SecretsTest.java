package dev.parley.client.teamfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-abcdefgh12345678",
        "use sk-proj-Abc_1234567890 here",
        "sk-ant-api03-abcdefghijk",
        "AKIAIOSFODNN7EXAMPLE",
        "AIzaSyA1234567890abcdefghijklmnopqrstuv",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "xoxb-1234567890-abcdefghij",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
        "-----BEGIN RSA PRIVATE KEY-----",
        "Bearer abcdefghij1234567890",
        "postgres://me:hunter2@db.example.com/x",
        "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bD1fG3hJ5kL7nP9"
      })
  void keysAndTokensAreSeen(String text) {
    assertThat(Secrets.inside(text)).isTrue();
    assertThat(Shown.quote(text)).doesNotContain(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "You solve tasks with Python.",
        "import sk-learn",
        "risk-assessment-2024-final",
        "Bearer ${env:TOKEN}",
        "https://example.com:8080/a/b?c=d",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "AVeryLongJavaIdentifierThatSomebodyReallyWroteOnce",
        "pk_orders_2024",
        "=================================================="
      })
  void ordinaryTextIsNone(String text) {
    assertThat(Secrets.inside(text)).isFalse();
  }
}
