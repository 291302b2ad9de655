// The order is that of a notebook: Vuetify's style, that of all widgets, that of each.
import "aew:vuetify";
import "../../../automl_eval_widgets/widgets/aew.css";
import "./page.css";
import "aew:templates";
import "./print.css";
import { NO_PICTURES, type Pictures, readFile, readPictures } from "./file";
import { show } from "./show";
import { unpack } from "./unpack";

/** The thumbnails, or none where none are in the file. */
async function pictures(): Promise<Pictures> {
  if (!document.getElementById("aew-pictures")?.textContent) return NO_PICTURES;
  return readPictures(await unpack("aew-pictures"));
}

const place = document.getElementById("aew-page");
if (place) {
  unpack("aew-data")
    .then((bytes) => show(readFile(bytes), pictures, place, new AbortController().signal))
    .catch((error: unknown) => {
      console.error(error);
      place.textContent = `This file could not be shown: ${error}`;
    });
}
