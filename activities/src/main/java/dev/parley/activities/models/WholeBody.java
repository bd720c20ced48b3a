package dev.parley.activities.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body, and tells of each part as it comes; but no endless one: an endpoint cannot fill
 * the worker's memory.
 */
final class WholeBody implements BodySubscriber<byte[]> {

  /** Far more than any model says: 16 MiB. */
  static final int LONGEST = 16 * 1024 * 1024;

  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Consumer<byte[]> heard;
  private Flow.@Nullable Subscription subscription;

  WholeBody(Consumer<byte[]> heard) {
    this.heard = heard;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    subscription = subscribed;
    subscribed.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (bytes.size() + buffer.remaining() > LONGEST) {
        refuse();
        return;
      }
      var part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
      if (part.length > 0) {
        heard.accept(part);
      }
    }
  }

  private void refuse() {
    if (subscription != null) {
      subscription.cancel();
    }
    whole.completeExceptionally(
        new IOException("the answer is longer than %d bytes".formatted(LONGEST)));
  }

  @Override
  public void onError(Throwable broken) {
    whole.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
