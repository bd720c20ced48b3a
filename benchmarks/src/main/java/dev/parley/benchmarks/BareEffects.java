package dev.parley.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What the floor's activities do: nothing, or as much as it takes to keep 4 KiB for good. */
record BareEffects(FileChannel file) implements BareActivity {

  @Override
  public int next(int turn) {
    return turn + 1;
  }

  @Override
  public int keep(int turn) {
    try {
      int unused = file.write(ByteBuffer.allocate(4096));
      file.force(false);
      return turn + 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
