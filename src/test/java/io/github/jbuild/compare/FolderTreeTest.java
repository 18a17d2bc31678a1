package io.github.jbuild.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTreeTest {

  private static FolderTree image() {
    FolderTree tree = new FolderTree();
    tree.add("/usr/local/cuda-12.6/targets/aarch64-linux/lib", 3_000);
    tree.add("/usr/local/cuda-12.6/targets/aarch64-linux/lib", 2_000);
    tree.add("/usr/local/lib/python3.11/dist-packages/torch/lib", 1_500);
    tree.add("/usr/local/lib/python3.11/dist-packages/torch", 100);
    tree.add("/usr/local/lib/python3.11/dist-packages/numpy/core", 300);
    tree.add("/usr/local/lib/python3.11/dist-packages/numpy/fft", 250);
    tree.add("/usr/bin", 200);
    tree.add("/etc", 5);
    tree.add("/", 1);
    return tree;
  }

  @Test
  void descends_to_where_the_bytes_are() {
    assertThat(image().rows(4))
        .containsExactly(
            new FolderBytes("/usr/local/cuda-12.6/targets/aarch64-linux/lib", false, 5_000, 2),
            new FolderBytes("/usr/local/lib/python3.11/dist-packages/torch/lib", false, 1_500, 1),
            new FolderBytes("/usr/local/lib/python3.11/dist-packages/numpy", false, 550, 2),
            new FolderBytes("/", true, 306, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, Integer.MAX_VALUE})
  void each_byte_is_in_exactly_one_row_and_no_more_rows_than_asked_for(int limit) {
    List<FolderBytes> rows = image().rows(limit);

    assertThat(rows.stream().mapToLong(FolderBytes::bytes).sum()).isEqualTo(7_356);
    assertThat(rows.stream().mapToInt(FolderBytes::files).sum()).isEqualTo(9);
    assertThat(rows).hasSizeBetween(1, (int) Math.min(20, limit + 1L));
  }

  @Test
  void all_rows_are_all_folders_that_hold_files() {
    assertThat(image().rows(Integer.MAX_VALUE))
        .extracting(FolderBytes::path)
        .containsExactlyInAnyOrder(
            "/usr/local/cuda-12.6/targets/aarch64-linux/lib",
            "/usr/local/lib/python3.11/dist-packages/torch/lib",
            "/usr/local/lib/python3.11/dist-packages/torch",
            "/usr/local/lib/python3.11/dist-packages/numpy/core",
            "/usr/local/lib/python3.11/dist-packages/numpy/fft",
            "/usr/bin",
            "/etc",
            "/");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 11, 12, 13})
  void many_folders_of_one_size_are_rows_or_elsewhere(int limit) {
    FolderTree tree = new FolderTree();
    for (int i = 0; i < 12; i++) {
      tree.add("/model" + i, 100);
    }

    assertThat(tree.rows(limit)).hasSize(limit < 12 ? limit + 1 : 12);
    assertThat(tree.rows(limit).stream().mapToLong(FolderBytes::bytes).sum()).isEqualTo(1_200);
  }

  @Test
  void an_increase_here_and_a_decrease_there_are_both_seen() {
    FolderTree tree = new FolderTree();
    tree.add("/opt/new", 500);
    tree.add("/opt/old", -500);

    assertThat(tree.rows(10))
        .containsExactly(
            new FolderBytes("/opt/new", false, 500, 1),
            new FolderBytes("/opt/old", false, -500, 1));
  }

  @Test
  void empty_files_are_elsewhere_and_an_empty_image_has_no_rows() {
    FolderTree tree = new FolderTree();
    assertThat(tree.rows(10)).isEmpty();

    tree.add("/etc", 0);
    assertThat(tree.rows(10)).containsExactly(new FolderBytes("/", false, 0, 1));
  }
}
