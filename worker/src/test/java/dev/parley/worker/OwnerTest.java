package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnerTest {

  private final Owner self = Owner.self();

  @Test
  void aTokenFitsALabelAndIsReadAgain() {
    assertThat(self.token()).matches("[A-Za-z0-9._:@-]+");
    assertThat(Owner.parse(self.token())).contains(self);
  }

  @Test
  void thisProcessIsAlive() {
    assertThat(self.mayBeAlive(self.token())).isTrue();
  }

  @Test
  void aProcessThatEndedIsNotAlive() throws Exception {
    Process process = new ProcessBuilder("true").start();
    long start = process.info().startInstant().map(at -> at.toEpochMilli()).orElse(0L);
    assertThat(process.waitFor()).isZero();

    assertThat(self.mayBeAlive(new Owner(process.pid(), start, self.host(), "1").token()))
        .isFalse();
  }

  @Test
  void anotherProcessWithTheSameIdIsNotAlive() {
    Owner before = new Owner(self.pid(), self.start() - 3_600_000, self.host(), "1");

    assertThat(self.mayBeAlive(before.token())).isFalse();
  }

  @Test
  void aProcessOfAnotherMachineMayBeAlive() {
    assertThat(self.mayBeAlive("1:2@elsewhere")).isTrue();
    assertThat(self.mayBeAlive("no token")).isTrue();
  }
}
