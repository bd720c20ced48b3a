package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalSandboxTest extends SandboxContract {

  @Override
  Sandbox open(Scratch scratch) {
    return new LocalSandbox(scratch);
  }

  @Override
  Stream<String> leftovers() {
    return Processes.running(base());
  }

  @Override
  void awaitRunning() {
    Processes.awaitRunning(base());
  }

  @Test
  void itSaysThatItDoesNotProtect() {
    assertThat(run(Jobs.python("pass")).sandbox()).isEqualTo("local (no protection, 20 s)");
  }
}
