package io.github.jbuild.buildkit.filesync;

import io.github.jbuild.buildkit.filesync.source.SourceEntry.Kind;

/** Modes as Go's {@code os.FileMode} has them, which is what travels. */
public final class GoMode {

  public static final int FOLDER = 1 << 31;
  public static final int LINK = 1 << 27;
  private static final int DEVICE = 1 << 26;
  private static final int PIPE = 1 << 25;
  private static final int SOCKET = 1 << 24;
  private static final int SET_USER = 1 << 23;
  private static final int SET_GROUP = 1 << 22;
  private static final int CHARACTER_DEVICE = 1 << 21;
  private static final int STICKY = 1 << 20;
  private static final int IRREGULAR = 1 << 19;
  private static final int PERMISSIONS = 0777;

  private GoMode() {}

  public static int of(Kind kind, int mode) {
    int type =
        switch (kind) {
          case FILE -> 0;
          case FOLDER -> FOLDER;
          case LINK -> LINK;
        };
    return type
        | (mode & PERMISSIONS)
        | bit(mode, 04000, SET_USER)
        | bit(mode, 02000, SET_GROUP)
        | bit(mode, 01000, STICKY);
  }

  /** The permissions of a mode that has arrived, as in {@code st_mode}. */
  public static int permissions(int goMode) {
    return (goMode & PERMISSIONS)
        | bit(goMode, SET_USER, 04000)
        | bit(goMode, SET_GROUP, 02000)
        | bit(goMode, STICKY, 01000);
  }

  public static boolean isFolder(int goMode) {
    return (goMode & FOLDER) != 0;
  }

  public static boolean isLink(int goMode) {
    return (goMode & LINK) != 0;
  }

  public static boolean isRegular(int goMode) {
    int types = FOLDER | LINK | DEVICE | PIPE | SOCKET | CHARACTER_DEVICE | IRREGULAR;
    return (goMode & types) == 0;
  }

  private static int bit(int from, int bit, int to) {
    return (from & bit) == 0 ? 0 : to;
  }
}
