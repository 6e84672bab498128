/** Rights over HTTP: those who keep them, and those who ask what may be shown. */
@NullMarked
package playhouse.serving.acquisition.rights.desk;

import org.jspecify.annotations.NullMarked;
