package io.github.jbuild.image.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderCacheTest {

  private static final CacheFixture CACHE =
      new CacheFixture().with("liba.so.1", "/lib/liba.so.1").with("libb.so", "/opt/libb.so");

  @Test
  void reads_the_new_format() {
    LoaderCache cache = LoaderCache.read(CACHE.bytes());

    assertThat(cache.path("liba.so.1")).contains("/lib/liba.so.1");
    assertThat(cache.path("libb.so")).contains("/opt/libb.so");
    assertThat(cache.path("libc.so")).isEmpty();
    assertThat(cache.paths()).containsExactly("/lib/liba.so.1", "/opt/libb.so");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void reads_the_new_format_behind_the_old_one(int old) {
    assertThat(LoaderCache.read(CACHE.behindOldOne(old)).path("libb.so")).contains("/opt/libb.so");
  }

  @Test
  void passes_over_other_processors_and_capabilities_of_other_machines() {
    CacheFixture cache =
        new CacheFixture()
            .with("libx.so", "/arm/libx.so", 0x0903, 0)
            .with("libx.so", "/lib/glibc-hwcaps/v9/libx.so", CacheFixture.AARCH64, 1L << 62)
            .with("libx.so", "/lib/atomics/libx.so", CacheFixture.AARCH64, 1L << 8)
            .with("libx.so", "/lib/libx.so");

    assertThat(LoaderCache.read(cache.bytes()).path("libx.so")).contains("/lib/atomics/libx.so");
  }

  @Test
  void a_cut_cache_holds_what_can_be_read() {
    byte[] whole = CACHE.bytes();
    for (int size = 0; size < 200; size++) {
      assertThat(LoaderCache.read(Arrays.copyOf(whole, size)).paths().size()).isBetween(0, 2);
    }
    assertThat(LoaderCache.read(Arrays.copyOf(whole, 140)).path("liba.so.1"))
        .contains("/lib/liba.so.1");
  }
}
