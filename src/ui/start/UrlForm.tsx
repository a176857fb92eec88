import { type ReactElement, useState } from 'react'
import { useActions } from '../context.ts'

/** An address of a Zarr array or group. The page may only contact the server that it came from, and says so. */
export function UrlForm(): ReactElement {
  const actions = useActions()
  const [url, setUrl] = useState('')
  return (
    <form
      className="url-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (url.trim() !== '') actions.openUrl(url.trim())
      }}
    >
      <label className="field wide">
        <span className="label">Address</span>
        <input
          type="text"
          inputMode="url"
          className="mono"
          autoComplete="off"
          spellCheck={false}
          placeholder="http://… of a Zarr array"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
      <button type="submit" className="btn" disabled={url.trim() === ''}>
        Open
      </button>
    </form>
  )
}
