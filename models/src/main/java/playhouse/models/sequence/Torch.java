package playhouse.models.sequence;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;

/** PyTorch in this process: from the classpath alone, never from the network. */
final class Torch {
  /** Not the machine's own number, because the last bits of sums depend on it. */
  private static final int THREADS = Integer.getInteger("playhouse.torch.threads", 2);

  private Torch() {}

  /** The engine, unpacked where {@code DJL_CACHE_DIR} says or in the home folder's cache. */
  static synchronized Engine engine() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    if (System.getenv("DJL_CACHE_DIR") == null && System.getProperty("DJL_CACHE_DIR") == null) {
      Path cache = Path.of(System.getProperty("user.home"), ".cache", "playhouse", "torch");
      System.setProperty("DJL_CACHE_DIR", cache.toString());
    }
    Engine engine = Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(THREADS);
    return engine;
  }
}
