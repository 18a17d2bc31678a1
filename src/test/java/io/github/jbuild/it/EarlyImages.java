package io.github.jbuild.it;

import io.github.jbuild.core.DaemonThreads;
import io.github.jbuild.render.Dialect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Builds the images that the last tests need while the first ones run: under emulation they take
 * minutes each on one core. Only what the selected tests need is built, one image after the other.
 * An image that fails to build here fails again in the test that asks for it.
 */
public final class EarlyImages implements TestExecutionListener {

  private record Need(Class<?> test, Runnable build) {}

  /** In the order in which they are built: what is asked for first comes first. */
  private static final List<Need> NEEDS =
      List.of(
          new Need(BuiltInImagesIT.class, () -> Images.of("gliner-api")),
          new Need(GlinerIT.class, () -> Images.of("gliner-api")),
          new Need(BuiltInImagesIT.class, () -> Images.of("gliner-legacy")),
          new Need(GlinerIT.class, () -> Images.of("gliner-legacy")),
          new Need(BuiltInImagesIT.class, () -> Images.of("inference-server")),
          new Need(BuiltInImagesIT.class, () -> Images.of("slim")),
          new Need(BuiltInImagesIT.class, () -> Images.of("slim", Dialect.CLASSIC)),
          new Need(TrapIT.class, TrapImages::conflict),
          new Need(TrapIT.class, TrapImages::upgrade),
          new Need(TrapIT.class, TrapImages::repinned));

  private final Set<String> selected = new LinkedHashSet<>();
  private final AtomicBoolean started = new AtomicBoolean();

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    plan.getRoots().stream()
        .flatMap(root -> plan.getDescendants(root).stream())
        .map(EarlyImages::className)
        .forEach(selected::add);
  }

  /**
   * Waits for the first test of whole images: the tests of the engine before it count containers.
   */
  @Override
  public void executionStarted(TestIdentifier test) {
    String name = className(test);
    if (name.startsWith(EarlyImages.class.getPackageName() + ".")
        && !selected.isEmpty()
        && started.compareAndSet(false, true)) {
      DaemonThreads.start("early images", this::buildAll);
    }
  }

  private void buildAll() {
    for (Need need : NEEDS) {
      if (selected.contains(need.test().getName())) {
        try {
          need.build().run();
        } catch (RuntimeException | AssertionError e) {
          System.err.println("early images: " + e.getMessage());
        }
      }
    }
  }

  private static String className(TestIdentifier test) {
    return test.getSource()
        .filter(ClassSource.class::isInstance)
        .map(source -> ((ClassSource) source).getClassName())
        .orElse("");
  }
}
