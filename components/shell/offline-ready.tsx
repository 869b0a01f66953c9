"use client";

import { useEffect } from "react";

/** Has the browser keep the page that it shows when it is offline (public/offline-worker.js). */
export function OfflineReady() {
  useEffect(() => {
    // Where it can't be kept, the browser shows its own page.
    void navigator.serviceWorker?.register("/offline-worker.js").catch(() => {});
  }, []);
  return null;
}
