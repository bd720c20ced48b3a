package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.worker.people.Smtp.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a mail server is written down. */
class SmtpTest {

  @Test
  void serversAreReadWithTheirProtection() {
    Smtp one = Smtp.parse("smtp://dana%40x:p%3Aw+1@mail.example.com?from=parley@example.com");
    assertThat(one.host()).isEqualTo("mail.example.com");
    assertThat(one.port()).isEqualTo(587);
    assertThat(one.security()).isEqualTo(Security.STARTTLS);
    assertThat(one.user()).hasValue("dana@x");
    assertThat(one.password()).hasValue("p:w+1");
    assertThat(Smtp.parse("smtps://h?from=a@b").port()).isEqualTo(465);
    assertThat(Smtp.parse("smtp://127.0.0.1:2525?from=a@b").security()).isEqualTo(Security.NONE);
    assertThat(Smtp.parse("smtp://h?from=a@b&tls=none").port()).isEqualTo(25);
    assertThat(one.toString()).doesNotContain("p:w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.com",
        "http://h?from=a@b",
        "smtp://h",
        "smtp://h?from=nobody",
        "smtp://h?from=a@b&tls=maybe",
        "smtp://h?from=a@b&x=1",
        "smtp://u:secret@p@ss@h h?from=a@b",
      })
  void mistakesAreToldWithoutThePassword(String written) {
    assertThatThrownBy(() -> Smtp.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }
}
